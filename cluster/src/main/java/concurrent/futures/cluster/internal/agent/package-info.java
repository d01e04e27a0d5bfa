/// An agent: runs the tasks of drivers, in worker processes of its own, and never anything of a user's itself.
package concurrent.futures.cluster.internal.agent;
