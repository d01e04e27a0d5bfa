/// The engine that is taken if none is named: JGroups, with a stack for few, fast, mutually authenticated members.
package concurrent.futures.cluster.internal.engine.jgroups;
