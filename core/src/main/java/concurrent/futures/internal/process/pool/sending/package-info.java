/// What goes to workers: tasks as they are kept for sending, and who carries frames.
package concurrent.futures.internal.process.pool.sending;
