package concurrent.futures.cluster.internal.agent;

/// Numbers of one session, for people.
///
/// @param running tasks that have begun, as far as is known
/// @param waiting tasks that have not
/// @param done tasks that have ended, ever
/// @param workers processes
record Census(int running, int waiting, long done, int workers) {}
