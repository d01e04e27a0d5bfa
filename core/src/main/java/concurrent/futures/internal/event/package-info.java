/// Takes what executors tell of themselves to those who listen: the hand-over, the thread, the names of tasks.
package concurrent.futures.internal.event;
