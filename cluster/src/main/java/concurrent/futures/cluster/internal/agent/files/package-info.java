/// What an agent keeps on disk: the jars of drivers, and the files of its sessions.
package concurrent.futures.cluster.internal.agent.files;
