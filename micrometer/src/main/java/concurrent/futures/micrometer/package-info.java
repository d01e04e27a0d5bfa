/// Meters of executors, for Micrometer: what an executor has done and is doing, to be shown by a dashboard.
package concurrent.futures.micrometer;
