/// Who works for a driver: its agents by name, the workers of these as they tell of them, and agents that an executor
/// brings along. Nothing here knows of tasks.
package concurrent.futures.cluster.internal.driver.crew;
