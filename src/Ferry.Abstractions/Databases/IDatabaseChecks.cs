namespace Ferry.Databases;

/// <summary>What <c>ferry doctor</c> asks an engine.</summary>
public interface IDatabaseChecks
{
    /// <summary>Checks privileges, settings and objects that a backup or restore would stumble over.</summary>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <returns>One finding a check, passes included.</returns>
    ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken);
}
