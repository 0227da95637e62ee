#pragma once

#include <unistd.h>

#include <utility>

namespace engine {

/// An open file of the operating system, closed with the object. Move-only; -1 is none.
class Descriptor {
public:
    explicit Descriptor(int value = -1)
        : m_value(value)
    {
    }
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept
        : m_value(std::exchange(other.m_value, -1))
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }

    int value() const { return m_value; }
    bool isOpen() const { return m_value >= 0; }
    /// Closes it now; false when the system reports that earlier writes failed.
    bool close()
    {
        const int value = std::exchange(m_value, -1);
        return value < 0 || ::close(value) == 0;
    }

private:
    int m_value;
};

}
