/// Tests of agents and of what their workers do.
@org.jspecify.annotations.NullMarked
package concurrent.futures.cluster.internal.agent;
