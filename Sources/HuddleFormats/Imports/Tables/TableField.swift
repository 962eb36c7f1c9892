/// What a column of somebody's table can be taken for.
package enum TableField: String, CaseIterable, Hashable, Sendable {
    case text
    case details
    case kind
    case status
    /// Yes or no, in place of a status.
    case done
    case owner
    case due
    case priority
    case customer
    case product
    case site
    case meeting
    case meetingDay = "meeting-day"
    case topic
    case tag
    /// What names the row in the program that the table comes from.
    case key
    case author
    case created
    /// Not taken.
    case none

    /// Whether several columns may be taken for it.
    var mayRepeat: Bool {
        switch self {
        case .details, .owner, .tag, .none: true
        case .text, .kind, .status, .done, .due, .priority, .customer, .product, .site, .meeting, .meetingDay, .topic,
            .key,
            .author, .created:
            false
        }
    }

    /// The field that a heading names, in one of several languages; nil where it names none.
    init?(heading: String) {
        guard let field = Self.byHeading[Self.folded(heading)] else { return nil }
        self = field
    }

    /// The first field wins a heading that several claim.
    private static let byHeading = Dictionary(
        allCases.flatMap { field in headings(field).map { ($0, field) } }, uniquingKeysWith: { first, _ in first })

    /// Lower case, with one space for whatever stands between words.
    static func folded(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    /// English, German, French, Spanish, Portuguese, Italian and Dutch, as trackers and people write them.
    private static func headings(_ field: TableField) -> [String] {
        switch field {
        case .text:
            [
                "text", "action", "action item", "task", "title", "summary", "item", "subject", "what", "todo", "to do",
                "name", "issue", "aufgabe", "aktion", "massnahme", "maßnahme", "titel", "betreff", "thema", "was",
                "tâche",
                "titre", "quoi", "objet", "tarea", "acción", "título", "asunto", "qué", "tarefa", "ação", "assunto",
                "o quê",
                "attività", "compito", "azione", "titolo", "oggetto", "cosa", "taak", "actie", "actiepunt", "onderwerp",
                "wat",
            ]
        case .details:
            [
                "details", "detail", "description", "notes", "note", "comment", "comments", "remarks", "remark", "body",
                "beschreibung", "bemerkung", "bemerkungen", "notiz", "notizen", "kommentar", "détails", "remarque",
                "remarques",
                "commentaire", "commentaires", "descripción", "notas", "comentario", "comentarios", "observaciones",
                "descrição", "comentário", "comentários", "observações", "descrizione", "commento", "commenti",
                "osservazioni",
                "omschrijving", "beschrijving", "opmerking", "opmerkingen", "toelichting",
            ]
        case .kind: ["kind", "type", "issue type", "category", "art", "typ", "kategorie", "tipo", "catégorie", "soort"]
        case .status:
            ["status", "state", "progress", "stand", "zustand", "statut", "état", "estado", "stato", "toestand"]
        case .done:
            [
                "done", "completed", "complete", "finished", "closed", "erledigt", "fertig", "fait", "terminé", "hecho",
                "terminado", "feito", "concluído", "fatto", "completato", "gedaan", "klaar", "afgerond",
            ]
        case .owner:
            [
                "owner", "owners", "assignee", "assignees", "assigned to", "responsible", "responsibility", "who",
                "person",
                "lead", "verantwortlich", "verantwortlicher", "verantwortliche", "zuständig", "bearbeiter", "wer",
                "wer macht es",
                "responsable", "responsables", "assigné à", "qui", "asignado a", "encargado", "quién", "responsável",
                "atribuído a", "quem", "responsabile", "assegnato a", "chi", "verantwoordelijke", "verantwoordelijk",
                "eigenaar", "toegewezen aan", "wie",
            ]
        case .due:
            [
                "due", "due date", "deadline", "by when", "when", "until", "target date", "due on", "fällig",
                "fällig am",
                "fälligkeit", "fälligkeitsdatum", "termin", "frist", "bis", "bis wann", "wann", "échéance",
                "date d échéance",
                "date limite", "délai", "pour quand", "quand", "fecha límite", "fecha de vencimiento", "vencimiento",
                "plazo",
                "para cuándo", "cuándo", "prazo", "data limite", "data de vencimento", "até quando", "scadenza",
                "data di scadenza", "entro", "entro quando", "quando", "vervaldatum", "einddatum", "wanneer",
                "uiterlijk",
            ]
        case .priority:
            [
                "priority", "prio", "urgency", "importance", "priorität", "dringlichkeit", "priorité", "prioridad",
                "prioridade",
                "priorità", "prioriteit",
            ]
        case .customer:
            [
                "customer", "client", "account", "company", "kunde", "firma", "société", "entreprise", "cliente",
                "empresa",
                "cuenta", "conta", "azienda", "klant", "bedrijf",
            ]
        case .product:
            [
                "product", "component", "component s", "machine", "produkt", "komponente", "maschine", "produit",
                "composant",
                "producto", "componente", "produto", "prodotto", "componenti",
            ]
        case .site:
            [
                "site", "location", "plant", "place", "standort", "werk", "ort", "lieu", "usine", "lugar", "planta",
                "ubicación",
                "local", "fábrica", "sede", "luogo", "stabilimento", "locatie", "vestiging", "fabriek",
            ]
        case .meeting:
            [
                "meeting", "visit", "besprechung", "sitzung", "réunion", "reunión", "reunião", "riunione",
                "vergadering", "overleg",
            ]
        case .meetingDay:
            [
                "meeting day", "meeting date", "date of meeting", "sitzungsdatum", "besprechungsdatum",
                "date de réunion",
                "date de la réunion", "fecha de la reunión", "data da reunião", "data della riunione", "vergaderdatum",
            ]
        case .topic:
            [
                "topic", "agenda item", "agenda point", "agendapunkt", "tagesordnungspunkt", "top", "sujet", "tema",
                "argomento", "agendapunt",
            ]
        case .tag:
            [
                "tag", "tags", "label", "labels", "keyword", "keywords", "schlagwort", "schlagwörter", "stichwort",
                "étiquette",
                "étiquettes", "mots clés", "etiqueta", "etiquetas", "etichetta", "etichette", "trefwoord",
                "trefwoorden",
            ]
        case .key: ["id", "key", "issue key", "external issue id", "uuid"]
        case .author:
            [
                "author", "reporter", "created by", "from", "asked by", "erstellt von", "melder", "von", "auteur",
                "autor", "autore", "rapporteur",
            ]
        case .created:
            [
                "created", "created at", "created on", "date created", "entered", "erstellt", "erstellt am", "angelegt",
                "créé", "créé le", "creado", "criado", "creato", "aangemaakt",
            ]
        case .none: []
        }
    }
}
