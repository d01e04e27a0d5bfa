/// Agents as programs of their own: what the command line starts, and what a driver starts on its own machine.
package concurrent.futures.cluster.internal.agent.program;
