/// Brings classes to where they are missing: a worker asks its parent for those that it does not find on its class
/// path.
package concurrent.futures.internal.shipping;
