/// What all executors use: threads, the clock, deadlines, and guards around foreign code.
package concurrent.futures.internal;
