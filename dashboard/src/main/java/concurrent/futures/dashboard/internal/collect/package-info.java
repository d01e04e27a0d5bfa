/// What is known of one executor: collected from its events, in bounded memory.
package concurrent.futures.dashboard.internal.collect;
