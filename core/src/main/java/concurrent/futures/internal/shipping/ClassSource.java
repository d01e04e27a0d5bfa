package concurrent.futures.internal.shipping;

/// Where classes and resources are asked for that are missing here: the class loaders of another JVM, by number.
///
/// Neither method throws, and neither is ended by an interrupt: a class whose loading was interrupted would be missing
/// for good.
public interface ClassSource {
    /// Asks which class a loader means by a name.
    ///
    /// @param loader the loader's number
    /// @param name the binary name, such as `com.acme.Job`
    /// @return who has defined it, and the class file if that is the loader itself
    FoundClass findClass(int loader, String name);

    /// Asks for the resources of a name that a loader has, and the application's class path has not.
    ///
    /// @param loader the loader's number
    /// @param name such as `com/acme/job.properties`
    /// @return what there is
    FoundResources findResources(int loader, String name);
}
