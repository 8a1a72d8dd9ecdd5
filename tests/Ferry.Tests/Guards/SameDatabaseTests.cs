using Ferry.Databases;
using Ferry.Guards;
using Ferry.Testing.Memory;

namespace Ferry.Tests.Guards;

public sealed class SameDatabaseTests
{
    private static readonly ServerIdentity _movies = new("MySQL", "9.7.4", "a5f5", "movies", "app@%", ReadOnly: false) { Certainty = IdentityCertainty.Drawn };

    [Fact]
    public void The_same_id_and_name_are_the_same_database_whoever_looks() =>
        SameDatabase.Is(_movies, _movies with { User = "root@localhost", Version = "9.8.0" }).ShouldBeTrue();

    [Fact]
    public void Another_name_or_another_server_is_another_database()
    {
        SameDatabase.Is(_movies, _movies with { Database = "movies_copy" }).ShouldBeFalse();
        SameDatabase.Is(_movies, _movies with { Id = "b6a6" }).ShouldBeFalse();
        SameDatabase.Is(_movies, _movies with { Database = null }).ShouldBeFalse();
        SameDatabase.Is(_movies with { Database = null }, _movies with { Database = null }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("2", true)]
    public void Letter_case_counts_as_it_does_for_the_server(string lowerCaseTableNames, bool same)
    {
        var folding = _movies with { Settings = new Dictionary<string, string> { ["lower_case_table_names"] = lowerCaseTableNames } };

        SameDatabase.Is(folding, folding with { Database = "Movies" }).ShouldBe(same);
    }

    [Fact]
    public void A_replica_and_its_primary_are_the_same_database_and_so_are_two_of_its_replicas()
    {
        var replica = _movies with { Id = "b6a6", Role = ServerRole.Replica, Primary = "a5f5" };

        SameDatabase.Is(_movies, replica).ShouldBeTrue();
        SameDatabase.Is(replica, _movies).ShouldBeTrue();
        SameDatabase.Is(replica, replica with { Id = "c7b7" }).ShouldBeTrue();
        SameDatabase.Is(replica with { Primary = null }, _movies).ShouldBeFalse();
    }

    [Fact]
    public void Members_of_a_cluster_hold_the_same_database()
    {
        SameDatabase.Is(_movies with { Cluster = "g1" }, _movies with { Id = "b6a6", Cluster = "g1" }).ShouldBeTrue();
        SameDatabase.Is(_movies with { Cluster = "g1" }, _movies with { Id = "b6a6", Cluster = "g2" }).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_sessions_in_one_database_are_refused_with_exit_code_10()
    {
        var provider = new MemoryProvider();
        provider.Databases["app"] = new MemoryDatabase().With("users", "one");

        var failure = await Should.ThrowAsync<FerryException>(() => RefuseAsync(provider, provider));

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Refused, "guard.same-database"));
        failure.Reason.ShouldNotBeNull().ShouldContain("mark");
        failure.Remedy.ShouldNotBeNull();
    }

    [Fact]
    public async Task Two_servers_that_were_set_up_alike_are_told_apart_by_the_mark()
    {
        var (first, second) = (new MemoryProvider(), new MemoryProvider());
        first.Databases["app"] = new MemoryDatabase();
        second.Databases["app"] = new MemoryDatabase();

        await RefuseAsync(first, second);
    }

    private static async Task RefuseAsync(MemoryProvider first, MemoryProvider second)
    {
        var token = TestContext.Current.CancellationToken;
        await using var source = await first.OpenAsync(MemoryProvider.Target("app"), SessionAccess.Read, token);
        await using var target = await second.OpenAsync(MemoryProvider.Target("app"), SessionAccess.Write, token);
        await SameDatabase.RefuseAsync(source, target, token);
    }
}
