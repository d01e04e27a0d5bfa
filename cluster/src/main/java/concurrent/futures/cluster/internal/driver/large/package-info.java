/// What is too large for a message, as a driver sends and receives it.
package concurrent.futures.cluster.internal.driver.large;
