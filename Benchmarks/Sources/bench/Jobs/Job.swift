/// What Huddle is measured at.
enum Job: String, CaseIterable {
    case capture
    case captureRun = "capture-run"
    case idleSync = "idle-sync"
    case syncOne = "sync-one"
    case push
    case firstSync = "first-sync"
    case merge, list, export, disk
    case serverLoad = "server-load"
    case listeners

    /// Whether an empty log is measured too, because the job's cost must not depend on the log.
    var isFlat: Bool {
        switch self {
        case .capture, .captureRun, .idleSync, .syncOne: true
        case .push, .firstSync, .merge, .list, .export, .disk, .serverLoad, .listeners: false
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
        case .list: try ListJob(stage: stage).measure()
        case .export: try ExportJob(stage: stage).measure()
        case .disk: try DiskJob(stage: stage).measure()
        case .serverLoad: try ServerLoadJob(stage: stage).measure()
        case .listeners: try ListenersJob(stage: stage).measure()
        }
    }
}
