extension HTMLWriter {
    /// Black on white, in the reader's own typeface. A row is not parted by the end of a page, and a heading not from its rows.
    static let style = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 2rem auto; padding: 0 1.5rem; max-width: 64rem; color: #1b1f24; background: #fff;
          font: 14px/1.45 system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; }
        header { border-bottom: 2px solid #1b1f24; margin-bottom: 1.5rem; }
        h1 { font-size: 1.6rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
        header p { margin: 0 0 .5rem; color: #57606a; }
        header p.meeting { color: #1b1f24; }
        section { margin-bottom: 1.5rem; }
        h2 { font-size: 1.1rem; margin: 0 0 .35rem; break-after: avoid; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; }
        th { text-align: left; font-size: .78rem; font-weight: 600; color: #57606a; border-bottom: 1px solid #8c959f;
          padding: .2rem .6rem .2rem 0; }
        td { vertical-align: top; border-bottom: 1px solid #d8dee4; padding: .35rem .6rem .35rem 0;
          overflow-wrap: anywhere; white-space: pre-line; }
        tr { break-inside: avoid; }
        th.text, td.text { min-width: 16rem; width: 45%; }
        td.due, td.meeting_day, td.short_id, td.created, td.changed { white-space: nowrap; }
        td.short_id, td.id, td.meeting_id { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85em;
          color: #57606a; }
        td small { display: block; color: #57606a; }
        td small.warning { color: #b35900; font-weight: 600; }
        td .details { margin-top: .2rem; color: #424a53; font-size: .92em; }
        tr.overdue td.due { color: #b42318; font-weight: 600; }
        tr.closed td.text { color: #57606a; text-decoration: line-through; }
        tr.closed td.text small, tr.closed td.text .details { text-decoration: none; display: inline-block; width: 100%; }
        footer { color: #57606a; font-size: .85rem; border-top: 1px solid #d8dee4; padding-top: .5rem; }
        code { overflow-wrap: anywhere; }
        @page { margin: 16mm 14mm; }
        @media print {
          body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
          thead { display: table-header-group; }
          tr.overdue td.due::after { content: " !"; }
        }
        """
}
