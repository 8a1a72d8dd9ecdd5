using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Ferry.TestServers;

/// <summary>What a test needs from the machine: locally it may be missing, in CI it may not.</summary>
public static class Requirement
{
    /// <summary>Whether this runs where everything must be there.</summary>
    public static bool IsContinuousIntegration =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Skips the running test; fails it where CI is true.</summary>
    /// <param name="reason">What is missing and how to get it.</param>
    /// <returns>Never.</returns>
    /// <exception cref="InvalidOperationException">CI is true.</exception>
    [DoesNotReturn]
    public static string Missing(string reason)
    {
        if (IsContinuousIntegration)
        {
            throw new InvalidOperationException(reason);
        }

        Assert.Skip(reason);
        return reason;
    }
}
