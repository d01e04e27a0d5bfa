/// The library as a module: what a user on the module path meets.
package concurrent.futures.modules;
