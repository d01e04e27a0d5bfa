/// What drivers and agents say to each other, and its bytes. No object of a user is in it, only bytes that stand for
/// one.
///
/// ```
///   driver ──► agent   Hello  Define  Run  Revoke  RevokeLast  Cancel  Limit                messages, in order
///                      ForgetLoader  ForgetShared  Goodbye
///                      AskStatus                                                            questions
///   agent ──► driver   Welcome  Refused  Slots  Began  Progress  Done  Revoked  WorkerTold  WorkerUses  messages, in
/// order
///                      Gone
///                      FindClass  FindResources  FetchJar  FetchShared                      questions
/// ```
///
/// All of it belongs to a session: one executor of a driver, with a number that the driver never uses twice. What is
/// too large for a message goes apart, see [concurrent.futures.cluster.internal.protocol.Content].
package concurrent.futures.cluster.internal.protocol;
