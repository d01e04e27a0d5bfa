/// What happens in an executor, as it happens: its tasks and its workers, told to listeners.
package concurrent.futures.event;
