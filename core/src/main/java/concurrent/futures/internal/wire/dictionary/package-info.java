/// What encoded values refer to by number: class descriptors, class loaders, and the shapes of lambdas.
package concurrent.futures.internal.wire.dictionary;
