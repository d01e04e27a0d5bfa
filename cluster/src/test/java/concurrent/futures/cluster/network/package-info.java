/// Tests on machines of their own: network namespaces, with an address each, on a network that can be broken.
@org.jspecify.annotations.NullMarked
package concurrent.futures.cluster.network;
