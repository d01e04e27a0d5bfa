/// Objects to blobs and back, and in words why one can not travel: tasks, arguments and results.
package concurrent.futures.internal.wire.values;
