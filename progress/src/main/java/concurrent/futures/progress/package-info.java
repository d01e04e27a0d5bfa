/// Draws how far work has come, at the foot of a terminal.
package concurrent.futures.progress;
