/// What `huddle --version` and `huddle-server --version` say.
package enum Version {
    package static let text = "0.1.0"
}
