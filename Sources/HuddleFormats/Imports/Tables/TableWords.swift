import HuddleCore

/// What people write into the cells of a table.
enum TableWords {
    /// Whether a word says that something is open, done or given up; nil for one that is not known.
    static func status(_ text: String) -> EntryStatus? {
        let word = TableField.folded(text)
        if done.contains(word) { return .done }
        if dropped.contains(word) { return .dropped }
        return open.contains(word) ? .open : nil
    }

    /// A box that was ticked, or a yes; nil for what is neither yes nor no.
    static func isDone(_ text: String) -> Bool? {
        let word = text.trimmed.lowercased()
        if ["✓", "✔", "☑", "✅", "[x]"].contains(word) { return true }
        if ["☐", "[ ]", "[]", "-"].contains(word) { return false }
        let folded = TableField.folded(text)
        if yes.contains(folded) || done.contains(folded) { return true }
        return no.contains(folded) || open.contains(folded) ? false : nil
    }

    /// `high`, `medium` and `low` by any of their names; anything else as it stands.
    static func priority(_ text: String) -> String {
        let word = TableField.folded(text)
        if high.contains(word) { return "high" }
        if medium.contains(word) { return "medium" }
        return low.contains(word) ? "low" : text.trimmed
    }

    static func kind(_ text: String) -> EntryKind? {
        let word = TableField.folded(text)
        return kinds.first { $0.words.contains(word) }?.kind
            ?? EntryKind.allCases.first { $0.rawValue == word || $0.plural == word }
    }

    /// Names in one cell: `Ann; Bo`, `Ann, Bo`, `Ann & Bo`, `Ann / Bo`, one a line.
    static func names(_ text: String) -> [String] {
        var names: [String] = []
        var start = text.startIndex
        func take(to end: String.Index) {
            let name = String(text[start..<end]).trimmed
            if !name.isEmpty { names.append(name) }
        }
        // All of them are ASCII: looked for as bytes, whatever accents stand beside them.
        let bytes = text.utf8
        for place in bytes.indices where isSeparator(at: place, of: bytes) {
            take(to: place)
            start = bytes.index(after: place)
        }
        take(to: text.endIndex)
        return names
    }

    private static func isSeparator(at place: String.Index, of bytes: String.UTF8View) -> Bool {
        switch bytes[place] {
        case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: ","), 0x0a, 0x0d:
            true
        case UInt8(ascii: "&"):
            // "R&D" is one name.
            bytes[..<place].last == 0x20 && bytes[place...].dropFirst().first == 0x20
        default: false
        }
    }

    private static let open: Set<String> = [
        "", "open", "new", "to do", "todo", "backlog", "in progress", "doing", "started", "ongoing", "active",
        "blocked",
        "on hold", "waiting", "pending", "in review", "review", "selected for development", "reopened", "not started",
        "planned", "next", "ready", "offen", "neu", "in arbeit", "in bearbeitung", "begonnen", "geplant", "wartet",
        "blockiert",
        "ouvert", "ouverte", "en cours", "à faire", "nouveau", "en attente", "abierto", "abierta", "en curso",
        "en progreso",
        "pendiente", "nuevo", "por hacer", "aberto", "aberta", "em andamento", "pendente", "novo", "a fazer", "aperto",
        "aperta", "in corso", "da fare", "nuovo", "in attesa", "lopend", "bezig", "te doen", "nieuw", "wachtend",
    ]
    private static let done: Set<String> = [
        "done", "closed", "complete", "completed", "finished", "resolved", "fixed", "solved", "shipped", "100",
        "erledigt",
        "fertig", "abgeschlossen", "geschlossen", "gelöst", "fait", "faite", "terminé", "terminée", "fermé", "fermée",
        "résolu",
        "clos", "hecho", "hecha", "terminado", "terminada", "cerrado", "cerrada", "resuelto", "completado",
        "completada",
        "feito", "feita", "concluído", "concluída", "fechado", "resolvido", "fatto", "fatta", "completato",
        "completata",
        "chiuso", "chiusa", "risolto", "concluso", "gedaan", "klaar", "afgerond", "gesloten", "opgelost", "voltooid",
    ]
    private static let dropped: Set<String> = [
        "dropped", "cancelled", "canceled", "rejected", "declined", "abandoned", "deleted", "obsolete", "won t do",
        "wont do",
        "won t fix", "wontfix", "duplicate", "invalid", "abgebrochen", "abgelehnt", "verworfen", "entfällt",
        "gestrichen",
        "annulé", "annulée", "abandonné", "rejeté", "cancelado", "cancelada", "anulado", "rechazado", "descartado",
        "rejeitado", "annullato", "annullata", "respinto", "scartato", "geannuleerd", "afgewezen", "vervallen",
    ]
    private static let yes: Set<String> = [
        "x", "y", "yes", "true", "1", "ja", "j", "oui", "sí", "si", "s", "sim", "sì", "wahr", "vrai", "verdadero",
        "verdadeiro",
        "vero", "waar",
    ]
    private static let no: Set<String> = [
        "", "n", "no", "false", "0", "nein", "non", "não", "nee", "falsch", "faux", "falso", "onwaar",
    ]
    private static let high: Set<String> = [
        "high", "h", "highest", "urgent", "critical", "blocker", "major", "1", "a", "hoch", "dringend", "kritisch",
        "haute",
        "élevée", "alta", "alto", "urgente", "crítica", "critica", "hoog",
    ]
    private static let medium: Set<String> = [
        "medium", "m", "normal", "moderate", "2", "b", "mittel", "moyenne", "media", "média", "medio", "médio",
        "normale", "gemiddeld",
        "normaal",
    ]
    private static let low: Set<String> = [
        "low", "l", "lowest", "minor", "trivial", "3", "c", "niedrig", "gering", "basse", "faible", "baja", "baixa",
        "bassa", "bajo",
        "basso", "laag",
    ]
    private static let kinds: [(kind: EntryKind, words: Set<String>)] = [
        (
            .action,
            [
                "action", "action item", "task", "todo", "to do", "story", "sub task", "aufgabe", "massnahme",
                "maßnahme",
                "tâche", "tarea", "acción", "tarefa", "ação", "attività", "azione", "taak", "actie", "actiepunt",
            ]
        ),
        (
            .frustration,
            [
                "complaint", "bug", "problem", "reklamation", "fehler", "réclamation", "reclamación", "queja",
                "reclamação", "reclamo", "klacht",
            ]
        ),
        (.insight, ["finding", "learning", "erkenntnis", "constat", "hallazgo", "inzicht"]),
        (
            .challenge,
            [
                "risk", "herausforderung", "risiko", "défi", "risque", "desafío", "riesgo", "desafio", "risco", "sfida",
                "rischio", "uitdaging", "risico",
            ]
        ),
        (
            .idea,
            [
                "suggestion", "improvement", "new feature", "feature", "feature request", "vorschlag", "idee", "idée",
                "proposition",
                "sugerencia", "ideia", "sugestão", "suggerimento", "voorstel",
            ]
        ),
        (
            .promise,
            [
                "commitment", "zusage", "versprechen", "promesse", "engagement", "promesa", "compromiso", "promessa",
                "compromisso", "impegno", "toezegging", "belofte",
            ]
        ),
        (.decision, ["beschluss", "entscheidung", "décision", "decisión", "decisão", "decisione", "besluit"]),
        (
            .question,
            ["open question", "open point", "frage", "offener punkt", "pregunta", "pergunta", "domanda", "vraag"]
        ),
        (.note, ["info", "information", "notiz", "nota", "notitie"]),
    ]
}
