/// A map under way: its input, what is in flight, its results.
package concurrent.futures.internal.map;
