/// A page that shows executors while they work: what users import.
package concurrent.futures.dashboard;
