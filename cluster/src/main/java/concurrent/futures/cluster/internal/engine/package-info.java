/// What is asked of the engine underneath: membership, messages, large values; nothing of tasks.
package concurrent.futures.cluster.internal.engine;
