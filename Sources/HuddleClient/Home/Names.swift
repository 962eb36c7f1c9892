package import HuddleStore

// Foundation has a type of this name too; in this module the word means Huddle's.
package typealias Host = HuddleStore.Host
