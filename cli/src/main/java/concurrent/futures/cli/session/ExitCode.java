package concurrent.futures.cli.session;

/// What the command tells its caller.
public final class ExitCode {
    /// All good.
    public static final int OK = 0;

    /// Some task failed; each was named on standard error.
    public static final int SOME_FAILED = 1;

    /// The command line was wrong; nothing was done.
    public static final int USAGE = 2;

    /// No member of the cluster is there to be shown.
    public static final int NOBODY = 3;

    /// An agent can not be where it is to be, or not with its certificates: that stays so until somebody changes them.
    public static final int UNFIT = 4;

    /// The reader of standard output went away: as a shell reports a program that ended by SIGPIPE.
    public static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}
