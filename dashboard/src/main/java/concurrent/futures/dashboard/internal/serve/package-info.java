/// Takes what is known to a browser, or into a file.
package concurrent.futures.dashboard.internal.serve;
