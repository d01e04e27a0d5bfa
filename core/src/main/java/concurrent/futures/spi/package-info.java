/// What the author of another executor needs: the completing side of a future, an engine's duties, a task's scope.
package concurrent.futures.spi;
