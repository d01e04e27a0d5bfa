/// Graphs of everyday values to bytes and back without a stream: what a class like `ArrayList`, a record or an enum
/// is made of needs no Java serialisation. See `docs/adr/0014-graphs-without-a-stream.md`.
package concurrent.futures.internal.wire.graph;
