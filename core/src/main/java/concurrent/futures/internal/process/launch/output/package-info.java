/// Takes what a worker prints, line by line, to where its user wants it.
package concurrent.futures.internal.process.launch.output;
