using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Consumer.Tests.Surface;

/// <summary>What the text of a surface says, and what it leaves out.</summary>
public class PublicSurfaceTextTests
{
    [Fact]
    public void A_surface_shows_all_that_users_can_depend_on_and_nothing_else() => Assert.Equal(
        """
        namespace Shown

        public delegate string? Changed(object sender);

        public sealed record Options
        {
            public const int Most = 3;
            public Options(int Count);
            public int Count { get; init; }
            public required string Name { get; init; }
        }

        public abstract class Reader<T> : IDisposable where T : unmanaged
        {
            protected Reader();
            public void Dispose();
            public int Read(string? name = null, Kind kind = Second);
            [Obsolete("Use the other.")]
            public virtual int Read(ref readonly T place, params int[] rest);
        }

        namespace Shown.Inner

        public interface IUnit<TSelf>
        {
            static abstract TSelf Zero { get; }
            void Add(in TSelf other);
        }

        [Flags]
        public enum Kind : byte
        {
            Second = 1,
            First = 2,
        }

        """,
        PublicSurface.Of(Compiled(
            """
            using System;
            using Shown.Inner;

            namespace Shown.Inner
            {
                [Flags]
                public enum Kind : byte { First = 2, Second = 1 }

                public interface IUnit<TSelf>
                {
                    static abstract TSelf Zero { get; }

                    void Add(in TSelf other);
                }
            }

            namespace Shown
            {
                public delegate string? Changed(object sender);

                public sealed record Options(int Count)
                {
                    public const int Most = 3;

                    public required string Name { get; init; }
                }

                public abstract class Reader<T> : IDisposable
                    where T : unmanaged
                {
                    private int field;

                    protected Reader() => field = 1;

                    public int Read(string? name = null, Kind kind = Kind.Second) => field;

                    [Obsolete("Use the other.")]
                    public virtual int Read(ref readonly T place, params int[] rest) => field;

                    public void Dispose() => GC.SuppressFinalize(this);

                    public override string ToString() => "";

                    internal sealed class Hidden;
                }

                internal sealed class Hidden;
            }
            """)));

    private static byte[] Compiled(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Shown", [CSharpSyntaxTree.ParseText(source)], PublicSurface.Platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var bytes = new MemoryStream();
        var emitted = compilation.Emit(bytes);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return bytes.ToArray();
    }
}
