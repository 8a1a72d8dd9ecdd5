using Ferry.Databases;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Providers;

public abstract partial class ProviderConformance
{
    /// <summary>The provider names itself and at least one scheme, in lower case.</summary>
    [Fact]
    public void Names_its_engine_and_schemes()
    {
        Provider.Engine.ShouldNotContain(letter => char.IsUpper(letter));
        Provider.Schemes.ShouldNotBeEmpty();
        Provider.Schemes.ShouldAllBe(scheme => !scheme.Any(char.IsUpper));
    }

    /// <summary>A role that the capabilities promise is there, and one that they deny is not.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Has_the_roles_that_its_capabilities_promise()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var session = await OpenAsync(target, SessionAccess.Write).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);

        var logical = Provider.Capabilities.Form == BackupForm.Logical;
        (session.Target is not null).ShouldBe(logical);
        (session.Image is not null).ShouldBe(!logical);
        (Provider.Scripter is not null).ShouldBe(logical);
    }

    /// <summary>A session that may only read has no load target.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Offers_no_load_target_without_write_access()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);

        session.Target.ShouldBeNull();
    }

    /// <summary>The identity is complete and the same at every opening.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Says_who_answered_the_same_way_each_time()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var first = await OpenAsync(target).ConfigureAwait(false);
        await using var openFirst = first.ConfigureAwait(false);
        var second = await OpenAsync(target).ConfigureAwait(false);
        await using var openSecond = second.ConfigureAwait(false);

        first.Server.Product.ShouldNotBeNullOrWhiteSpace();
        Version.TryParse(first.Server.Version, out _).ShouldBeTrue();
        first.Server.Id.ShouldNotBeNullOrWhiteSpace();
        first.Server.Database.ShouldNotBeNullOrWhiteSpace();
        second.Server.Id.ShouldBe(first.Server.Id);
        second.Server.Database.ShouldBe(first.Server.Database);
    }

    /// <summary>A database that is not there is exit code 13 for a reader.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Fails_as_not_found_when_a_missing_database_is_opened_for_reading()
    {
        var missing = Fixture.MissingDatabase();

        var failure = await Should.ThrowAsync<FerryException>(async () => await OpenAsync(missing).ConfigureAwait(false)).ConfigureAwait(false);

        failure.Kind.ShouldBe(FailureKind.NotFound);
        failure.Code.ShouldStartWith(Provider.Engine + ".");
        failure.Message.ShouldContain(missing.Name);
        failure.Remedy.ShouldNotBeNullOrWhiteSpace();
    }

    /// <summary>A database that is not there can be opened for writing, says that it is not there, and opening alone does not create it.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Opens_a_missing_database_for_writing_without_creating_it()
    {
        var missing = Fixture.MissingDatabase();

        var session = await OpenAsync(missing, SessionAccess.Write).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);

        session.Server.Database.ShouldBeNull();
        (await session.Schema.ReadAsync(Schema.TableSelection.All, Cancellation).ConfigureAwait(false)).ShouldBeNull();
    }

    /// <summary>A cancelled opening is a cancellation, not a failure of the server.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Honours_cancellation_when_opening()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Provider.OpenAsync(target, SessionAccess.Read, source.Token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>A sound database passes the engine's own checks.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Finds_nothing_broken_in_a_sound_database()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);

        var findings = await session.Checks.RunAsync(Cancellation).ConfigureAwait(false);

        findings.ShouldNotBeEmpty();
        findings.ShouldAllBe(finding => finding.Code.StartsWith(Provider.Engine + ".", StringComparison.Ordinal));
        findings.Where(finding => finding.Severity == FindingSeverity.Failure).ShouldBeEmpty();
        findings.Where(finding => finding.Severity != FindingSeverity.Pass).ShouldAllBe(finding => finding.Remedy != null);
    }
}
