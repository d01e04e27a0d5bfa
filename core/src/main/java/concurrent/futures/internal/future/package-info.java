/// The one future and its states, and waiting for many.
package concurrent.futures.internal.future;
