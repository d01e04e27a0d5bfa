/// Questions, answers and large values, without an engine.
@org.jspecify.annotations.NullMarked
package concurrent.futures.cluster.internal.engine.exchange;
