/// What Huddle is measured at.
enum Job: String, CaseIterable {
    case capture
    case captureRun = "capture-run"
    case idleSync = "idle-sync"
    case syncOne = "sync-one"
    case push
    case firstSync = "first-sync"
    case merge, list, search, completion, status, export
    case importing = "import"
    case disk
    case serverLoad = "server-load"
    case idleLoad = "idle-load"
    case listeners
    case startUp = "start-up"
    case counted

    /// Which logs it is measured on.
    enum Logs {
        case filled
        /// An empty one too, because the job's cost must not depend on the log.
        case emptyToo
        /// It is about the server alone.
        case none
    }

    var logs: Logs {
        switch self {
        case .capture, .captureRun, .idleSync, .syncOne, .list, .search, .completion, .status: .emptyToo
        case .push, .firstSync, .merge, .export, .importing, .disk, .serverLoad, .idleLoad, .counted: .filled
        case .listeners, .startUp: .none
        }
    }

    func measure(on stage: Stage) throws -> [Measure] {
        switch self {
        case .capture: try CaptureJob(stage: stage).measure()
        case .captureRun: try CaptureRunJob(stage: stage).measure()
        case .idleSync: try IdleSyncJob(stage: stage).measure()
        case .syncOne: try SyncOneJob(stage: stage).measure()
        case .push: try PushJob(stage: stage).measure()
        case .firstSync: try FirstSyncJob(stage: stage).measure()
        case .merge: try MergeJob(stage: stage).measure()
        case .list: try LookJob(.list, stage).measure()
        case .search: try LookJob(.search, stage).measure()
        case .completion: try LookJob(.completion, stage).measure()
        case .status: try LookJob(.status, stage).measure()
        case .export: try ExportJob(stage: stage).measure()
        case .importing: try ImportJob(stage: stage).measure()
        case .disk: try DiskJob(stage: stage).measure()
        case .serverLoad: try ServerLoadJob(stage: stage).measure()
        case .idleLoad: try IdleLoadJob(stage: stage).measure()
        case .counted: try CountedJob(stage: stage).measure()
        case .startUp: try StartUpJob(stage: stage).measure()
        case .listeners: try ListenersJob(stage: stage).measure()
        }
    }
}
