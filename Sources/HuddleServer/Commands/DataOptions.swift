import ArgumentParser

/// What every command takes: where the data is.
struct DataOptions: ParsableArguments {
    @Option(
        help: "The folder of the server's data. (default: $XDG_DATA_HOME/huddle-server or ~/.local/share/huddle-server)"
    )
    var data: String?

    @Option(help: "A JSON file with settings, by the names that `huddle-server settings` shows.")
    var config: String?

    var flags: SettingFlags {
        var flags = SettingFlags(file: config)
        flags.values[.data] = data
        return flags
    }

    /// For commands on data that must be there.
    func openFolder() async throws -> (folder: DataFolder, settings: Settings) {
        let settings = try await Settings(flags, ServerEnvironment.current.variables)
        let folder = DataFolder(settings.data)
        try folder.require()
        try folder.requirePrivate()
        try Upgrade(folder, ServerEnvironment.current).run()
        return (folder, settings)
    }

    /// For commands that may be the first ones.
    func makeFolder() async throws -> DataFolder {
        try DataFolder(try await Settings(flags, ServerEnvironment.current.variables).data).create()
        return try await openFolder().folder
    }
}
