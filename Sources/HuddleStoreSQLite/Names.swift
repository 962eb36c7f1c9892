import HuddleCore

// GRDB has types of these names too; in this module the words mean Huddle's.
typealias Record = HuddleCore.Record
typealias Cursor = HuddleCore.Cursor
