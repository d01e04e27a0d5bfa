/// Tests of the contract kit itself: executors that are wrong on purpose, which it must fail.
package concurrent.futures.wrong;
