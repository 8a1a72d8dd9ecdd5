using System.Reflection;
using Ferry.TestServers;
using Xunit.Sdk;
using Xunit.v3;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>Runs a theory once on MariaDB and once on MySQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnEachServerAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow<ServerKind>(ServerKind.MariaDb), new TheoryDataRow<ServerKind>(ServerKind.MySql)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
