/// Tests of what a driver says.
@org.jspecify.annotations.NullMarked
package concurrent.futures.cluster.internal.driver.crew;
