import Foundation
import GRDB
import HuddleStore

/// Tells what SQLite and the system answer in the words of `StoreError`.
enum SQLiteFailure {
    /// Runs `body`, and throws whatever it throws as a `StoreError`.
    static func translated<Result>(_ path: String, _ body: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw storeError(error, path)
        } catch {
            throw .failed(path: path, detail: "\(error)")
        }
    }

    /// Runs `body`, and lets every error but SQLite's own through as it is.
    static func mapped<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw storeError(error, path)
        }
    }

    static func system(_ code: Int32, _ path: String) -> StoreError {
        switch code {
        case EACCES, EPERM, EROFS: .noPermission(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case ENOENT: .missing(path: path)
        default: .failed(path: path, detail: String(cString: strerror(code)))
        }
    }

    private static func storeError(_ error: DatabaseError, _ path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_NOTADB: .notADatabase(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .noPermission(path: path)
        case .SQLITE_FULL: .diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: .diskFull(path: path)
        case .SQLITE_IOERR: .failed(path: path, detail: diskError(error.extendedResultCode))
        // Nothing is asked but of tables made here: where SQLite finds no sense in it, what describes them is damaged.
        case .SQLITE_CORRUPT, .SQLITE_ERROR: .damaged(path: path, detail: error.message ?? "SQLite says no more")
        default: .failed(path: path, detail: error.message ?? "SQLite error \(error.resultCode.rawValue)")
        }
    }

    /// What was written may be there all the same once the disk answers again: SQLite cannot tell.
    private static func diskError(_ code: ResultCode) -> String {
        "the disk answered with an error (SQLite \(code.rawValue)). What was saved before is safe; look whether this was "
            + "saved too, and copy the folder to another disk"
    }
}
