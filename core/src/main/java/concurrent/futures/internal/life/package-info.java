/// The life of an executor: what it has accepted and not ended, what keeps the JVM alive, and its end.
package concurrent.futures.internal.life;
