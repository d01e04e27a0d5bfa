/// A house with every wall broken once, in packages of the same names: the rules must see it.
package concurrent.futures.architecture.wrong;
