/// The walls of the house, held by tests: which package may use which, who may make the dangerous calls, what is
/// public.
package concurrent.futures.architecture;
