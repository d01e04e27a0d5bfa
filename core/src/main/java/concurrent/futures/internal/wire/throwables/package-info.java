/// Throwables to blobs and back, whatever is in them.
package concurrent.futures.internal.wire.throwables;
