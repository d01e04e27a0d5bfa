/// Shows how far work has come: counts what is followed, and hands that to whoever draws.
package concurrent.futures.internal.progress;
